package dev.ghbilling.conformance;

import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong, for a person; many of Java's exceptions don't say it in their message. */
final class Reason {
  private Reason() {}

  static String of(Throwable cause) {
    if (cause instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + kind(file);
    }
    if (cause.getMessage() == null || cause.getMessage().isBlank()) {
      return cause instanceof ConnectException
          ? "the connection is refused"
          : cause.getClass().getSimpleName();
    }
    return cause.getMessage();
  }

  private static String kind(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file of that name";
    }
    return e.getClass().getSimpleName();
  }
}
