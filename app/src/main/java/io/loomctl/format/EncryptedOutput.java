package io.loomctl.format;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;

/** Encrypts what is written, 64 KB at a time; closing it writes the last part. */
final class EncryptedOutput extends OutputStream {

  private final OutputStream below;
  private final WritableByteChannel channel;
  private boolean broken;

  EncryptedOutput(OutputStream below, List<RecipientStanzaWriter> recipients)
      throws IOException, GeneralSecurityException {
    this.below = below;
    this.channel =
        new StandardEncryptingChannelFactory()
            .newEncryptingChannel(Channels.newChannel(below), recipients);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    // Set until it went well: the channel has lost count of what it wrote when it has failed once.
    boolean before = broken;
    broken = true;
    if (before) {
      throw new IOException("an earlier write failed");
    }
    channel.write(ByteBuffer.wrap(bytes, offset, length));
    broken = false;
  }

  @Override
  public void flush() throws IOException {
    below.flush();
  }

  @Override
  public void close() throws IOException {
    if (broken) {
      below.close();
      return;
    }
    broken = true;
    channel.close();
  }
}
