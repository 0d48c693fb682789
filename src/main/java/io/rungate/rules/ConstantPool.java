package io.rungate.rules;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class file names: every class, field and method that its code can reach, however it
 * reaches it.
 *
 * <p>Java code cannot link to anything that is not in this table, method references and lambdas
 * included; so it is enough to read the table, and the byte code can be left alone. All names are
 * written with slashes, as in the file.
 *
 * @param classes the classes named, arrays reduced to their elements
 * @param members {@code owner.name} of each field and method named
 */
record ConstantPool(List<String> classes, List<String> members) {
  private static final int MAGIC = 0xCAFEBABE;

  /** Refuses bytes that are no class file that this reader knows. */
  static ConstantPool of(byte[] classFile) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
      return read(in);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a class file", e);
    }
  }

  private static ConstantPool read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("no magic number");
    }
    in.readInt(); // the version of the format: the tags below say all that matters
    int size = in.readUnsignedShort();
    int[] tags = new int[size];
    int[] first = new int[size];
    int[] second = new int[size];
    String[] texts = new String[size];
    for (int i = 1; i < size; i++) {
      tags[i] = in.readUnsignedByte();
      switch (tags[i]) {
        case 1 -> texts[i] = in.readUTF();
        case 3, 4 -> in.readInt();
        case 5, 6 -> {
          in.readLong();
          i++; // long and double take two places
        }
        case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
        case 9, 10, 11, 12, 17, 18 -> {
          first[i] = in.readUnsignedShort();
          second[i] = in.readUnsignedShort();
        }
        case 15 -> {
          in.readUnsignedByte();
          in.readUnsignedShort(); // leads to a member that has its own entry
        }
        default -> throw new IOException("unknown tag " + tags[i]);
      }
    }
    List<String> classes = new ArrayList<>();
    List<String> members = new ArrayList<>();
    for (int i = 1; i < size; i++) {
      if (tags[i] == 7) {
        String name = element(texts[first[i]]);
        if (name != null) {
          classes.add(name);
        }
      } else if (tags[i] >= 9 && tags[i] <= 11) {
        String owner = element(texts[first[first[i]]]);
        String member = texts[first[second[i]]];
        // An array's own methods are those of Object; clone() of a primitive array has no owner
        // that could matter.
        members.add((owner == null ? "java/lang/Object" : owner) + "." + member);
      }
    }
    return new ConstantPool(classes, members);
  }

  /** The class that an array type ends in; null for an array of primitives. */
  private static String element(String name) {
    if (!name.startsWith("[")) {
      return name;
    }
    String element = name.substring(name.lastIndexOf('[') + 1);
    return element.startsWith("L") ? element.substring(1, element.length() - 1) : null;
  }
}
