package dev.ghbilling.spec.compare;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file can't be used, in one line for a person. */
final class Reason {
  private Reason() {}

  static String of(Path file, IOException e) {
    return file + " " + oneLine(reason(e));
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "isn't there";
    }
    if (e instanceof AccessDeniedException) {
      return "may not be read or written";
    }
    if (e instanceof CharacterCodingException) {
      return "is not text in UTF-8";
    }
    if (e instanceof FileSystemException file) {
      return "can't be used: " + file.getMessage();
    }
    return "can't be read: " + e.getMessage();
  }
}
