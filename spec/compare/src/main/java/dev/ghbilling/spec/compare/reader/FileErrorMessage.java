package dev.ghbilling.spec.compare.reader;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A message for a person that says why a file can't be used. */
public final class FileErrorMessage {
  private FileErrorMessage() {}

  /** Returns the file's name followed by the reason for an I/O failure. */
  public static String of(Path file, IOException e) {
    return file + " " + reason(e);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "doesn't exist";
    }
    if (e instanceof AccessDeniedException) {
      return "can't be accessed: permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "is not UTF-8 text";
    }
    if (e instanceof FileSystemException file) {
      return "can't be used: " + file.getMessage();
    }
    return "can't be read: " + e.getMessage();
  }
}
