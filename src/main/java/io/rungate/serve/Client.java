package io.rungate.serve;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a server about itself. Calls that judge come from a faster client. */
public final class Client {
  private Client() {}

  /**
   * Asks.
   *
   * @param kind {@code status} or {@code stop}
   * @return its answer; null when there is no server
   */
  public static String ask(Path socket, String kind) throws IOException {
    if (!Files.exists(socket)) {
      return null;
    }
    try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      byte[] text = (kind + "\0").getBytes(StandardCharsets.UTF_8);
      ByteBuffer call = ByteBuffer.allocate(text.length + 12);
      call.put(Call.MAGIC.getBytes(StandardCharsets.US_ASCII)).putInt(text.length).put(text).flip();
      while (call.hasRemaining()) {
        server.write(call);
      }
      DataInputStream answer = new DataInputStream(Channels.newInputStream(server));
      if (answer.readByte() != 'y') {
        throw new IOException("the server does not answer");
      }
      StringBuilder said = new StringBuilder();
      while (answer.readByte() != 'x') {
        said.append(new String(answer.readNBytes(answer.readInt()), StandardCharsets.UTF_8));
      }
      return said.toString();
    } catch (java.net.ConnectException e) {
      return null; // the socket of one that was killed
    }
  }
}
