package dev.ghbilling.conformance.internal.verdict;

import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes exceptions for people, also those whose message alone doesn't say what happened. */
public final class ExceptionText {
  private ExceptionText() {}

  /** Returns a description, never blank. */
  public static String of(Throwable cause) {
    if (cause instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + kind(file);
    }
    if (cause.getMessage() == null || cause.getMessage().isBlank()) {
      return cause instanceof ConnectException
          ? "connection refused"
          : cause.getClass().getSimpleName();
    }
    return cause.getMessage();
  }

  private static String kind(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file of this name already exists";
    }
    return e.getClass().getSimpleName();
  }
}
