package dev.ghbilling.sandbox.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A content that is held in memory. */
public final class ByteContent implements Content {
  static final ByteContent EMPTY = new ByteContent(new byte[0]);

  private final byte[] bytes;

  private ByteContent(byte[] bytes) {
    this.bytes = bytes;
  }

  static ByteContent json(JsonNode node) {
    try {
      return new ByteContent(ContractJson.MAPPER.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encodes a text as UTF-8. */
  public static ByteContent text(String text) {
    return new ByteContent(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a short checksum for use in an {@code ETag}. */
  String fingerprint() {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return Long.toHexString(checksum.getValue()) + Integer.toHexString(bytes.length);
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
