package io.loomctl.format;

import com.exceptionfactory.jagged.DecryptingChannelFactory;
import com.exceptionfactory.jagged.PayloadException;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecodingException;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts what is read, 64 KB at a time, and hands on only what its authentication code vouches
 * for. Once it has failed it goes on failing: the channel below would hand out its buffer then.
 */
final class DecryptedInput extends InputStream {

  private final Where where;
  private final InputStream below;
  private final ReadableByteChannel channel;
  private @Nullable SnapshotException failure;

  /**
   * Reads the header. Not the constructor, which would have this class loaded wherever files are
   * opened, encrypted or not.
   *
   * @param armored whether the file is the text form
   * @param reader finds the file key; what it throws of {@link LoomctlException} is passed on
   */
  static InputStream open(
      InputStream below, boolean armored, RecipientStanzaReader reader, Where where)
      throws IOException {
    DecryptingChannelFactory factory =
        armored ? new ArmoredDecryptingChannelFactory() : new StandardDecryptingChannelFactory();
    try {
      ReadableByteChannel channel =
          factory.newDecryptingChannel(Channels.newChannel(below), List.of(reader));
      return new DecryptedInput(below, channel, where);
    } catch (LoomctlException e) {
      throw e;
    } catch (GeneralSecurityException
        | PayloadException
        | ArmoredDecodingException
        | RuntimeException e) {
      throw damaged("its header is not as it was written", where, e);
    }
  }

  private DecryptedInput(InputStream below, ReadableByteChannel channel, Where where) {
    this.below = below;
    this.channel = channel;
    this.where = where;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (failure != null) {
      throw failure;
    } else if (length == 0) {
      return 0;
    }
    try {
      return channel.read(ByteBuffer.wrap(bytes, offset, length));
    } catch (PayloadException | ArmoredDecodingException | RuntimeException e) {
      failure = damaged("a part of it is not as it was written", where, e);
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      below.close();
    }
  }

  static SnapshotException damaged(String what, Where where, @Nullable Exception cause) {
    return new SnapshotException(
        Problem.at(where, "the encrypted file is damaged or cut off: " + what)
            .hint("get the file again from where it came, or restore it from a backup"),
        cause);
  }
}
