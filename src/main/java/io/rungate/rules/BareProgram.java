package io.rungate.rules;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;

/**
 * The classes of the program without those of the compiled pack that may stand beside them on the
 * class path. Rules are compiled against this: a type that they declare would otherwise be taken
 * for the one of that name which is there already.
 */
final class BareProgram extends ClassLoader {
  static final BareProgram LOADER = new BareProgram();

  private final Set<String> hidden;

  private BareProgram() {
    super("program", BareProgram.class.getClassLoader());
    hidden = Set.copyOf(RulesJar.onClassPath().map(RulesJar.Index::classes).orElse(List.of()));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (hidden.contains(name)) {
      throw new ClassNotFoundException(name);
    }
    return super.loadClass(name, resolve);
  }

  @Override
  public URL getResource(String name) {
    return isHidden(name) ? null : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isHidden(name) ? Collections.emptyEnumeration() : super.getResources(name);
  }

  private boolean isHidden(String resource) {
    return hidden.contains(resource.replaceFirst("\\.class$", "").replace('/', '.'));
  }
}
