package dev.ghbilling.cli.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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
    AtomicBoolean isLate = new AtomicBoolean();
    CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .execute(
            () -> {
              isLate.set(process.isAlive());
              process.descendants().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
            });
    try {
      byte[] printed = process.getInputStream().readNBytes(LONGEST_BYTES);
      process.getInputStream().close();
      int status = process.waitFor();
      if (isLate.get()) {
        throw failed("didn't end within %d s".formatted(timeout.toSeconds()));
      }
      if (status != 0) {
        throw failed("exited with " + status);
      }
      String token = new String(printed, StandardCharsets.UTF_8).strip();
      if (token.isEmpty()) {
        throw failed("printed nothing");
      }
      return token;
    } catch (IOException e) {
      throw failed("can't be read");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    }
  }

  private UncheckedIOException failed(String how) {
    String message =
        "the token command of profile %s (%s) %s: run it in a terminal to see why"
            .formatted(profile, words.get(0), how);
    return new UncheckedIOException(message, new IOException(how));
  }
}
