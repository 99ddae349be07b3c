package dev.ghbilling.cli.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A program that prints a token, such as {@code gh auth token}. It runs without a shell. What it
 * prints on stderr is discarded, as it may contain a secret.
 *
 * @param profile the profile that has it, for messages
 * @param words the program and its arguments
 * @param timeout how long it may take, including the time a user needs to unlock a keyring
 */
record TokenCommand(String profile, List<String> words, Duration timeout) {
  private static final int LONGEST_BYTES = 64 * 1024;

  TokenCommand(String profile, List<String> words) {
    this(profile, words, Duration.ofMinutes(1));
  }

  /**
   * Runs the program and returns what it prints on stdout.
   *
   * @throws WrongUsageException if the program can't be started
   * @throws UncheckedIOException if it fails
   */
  String token() {
    Process process;
    try {
      process =
          new ProcessBuilder(words)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new WrongUsageException(
          "the token command of profile %s can't be started: there is no program %s"
              .formatted(profile, words.get(0)));
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(() -> copy(process.getInputStream(), printed));
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        stop(process);
        throw failed("didn't end within %d s".formatted(timeout.toSeconds()));
      }
      if (process.exitValue() != 0) {
        throw failed("exited with " + process.exitValue());
      }
      // A process that it left behind, such as an agent, may have the same stdout.
      end.completeOnTimeout(null, 1, TimeUnit.SECONDS).get();
      String token = printed.toString(StandardCharsets.UTF_8).strip();
      if (token.isEmpty()) {
        throw failed("printed nothing");
      }
      return token;
    } catch (ExecutionException e) {
      throw failed("can't be read");
    } catch (InterruptedException e) {
      stop(process);
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    }
  }

  private static void copy(InputStream from, OutputStream to) {
    try (from) {
      byte[] buffer = new byte[LONGEST_BYTES];
      int length = from.read(buffer);
      for (int rest = LONGEST_BYTES; length > 0; length = from.read(buffer, 0, rest)) {
        to.write(buffer, 0, length);
        rest -= length;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private UncheckedIOException failed(String how) {
    String message =
        "the token command of profile %s (%s) %s: run it in a terminal to see why"
            .formatted(profile, words.get(0), how);
    return new UncheckedIOException(message, new IOException(how));
  }
}
