package dev.ghbilling.cli.input;

import dev.ghbilling.internal.text.Redaction;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program that prints a token, such as {@code gh auth token}. It runs without a shell. The last
 * line that it prints on stderr is part of the message when it fails, without what may be a secret.
 *
 * @param profile the profile that has it, for messages
 * @param words the program and its arguments
 * @param timeout how long it may take, including the time a user needs to unlock a keyring
 */
record TokenCommand(String profile, List<String> words, Duration timeout) {
  private static final int LONGEST_BYTES = 64 * 1024;
  private static final int LONGEST_LINE = 200;

  /** A thread for each stream, since a pool may have one thread for both. */
  private static final Executor THREADS =
      task -> {
        Thread thread = new Thread(task, "ghbilling-token-command");
        thread.setDaemon(true);
        thread.start();
      };

  /** What may be a secret of any kind: a long word with a digit, an equals sign or mixed case. */
  private static final Pattern SECRET =
      Pattern.compile("(?=[\\w.~+/=-]{16})(?=[\\w.~+/=-]*?(?:[0-9=]|[a-z][A-Z]))[\\w.~+/=-]++");

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
      process = new ProcessBuilder(words).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new WrongUsageException(
          "the token command of profile %s can't be started: there is no program %s"
              .formatted(profile, words.get(0)));
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(() -> copy(process.getInputStream(), printed), THREADS);
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(() -> lastLine(process.getErrorStream()), THREADS);
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        stop(process);
        throw failed("didn't end within %d s".formatted(timeout.toSeconds()), "");
      }
      // A process that it left behind, such as an agent, may have the same streams.
      end.completeOnTimeout(null, 1, TimeUnit.SECONDS).get();
      String token = printed.toString(StandardCharsets.UTF_8).strip();
      if (process.exitValue() == 0 && !token.isEmpty()) {
        return token;
      }
      throw failed(
          process.exitValue() == 0 ? "printed nothing" : "exited with " + process.exitValue(),
          withoutSecrets(line.completeOnTimeout("", 1, TimeUnit.SECONDS).get(), token));
    } catch (ExecutionException e) {
      throw failed("can't be read", "");
    } catch (InterruptedException e) {
      stop(process);
      Thread.currentThread().interrupt();
      throw failed("was interrupted", "");
    }
  }

  /** Reads to the end, and returns the beginning of the last line that isn't blank. */
  private static String lastLine(InputStream from) {
    String last = "";
    StringBuilder line = new StringBuilder();
    try (Reader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        if (next == '\n' || next == '\r') {
          last = line.toString().isBlank() ? last : line.toString();
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append((char) next);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (line.toString().isBlank() ? last : line.toString()).strip();
  }

  private static String withoutSecrets(String line, String token) {
    return SECRET.matcher(Redaction.ofStart(line, token.lines().toList())).replaceAll("[withheld]");
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

  private UncheckedIOException failed(String how, String line) {
    String message =
        "the token command of profile %s (%s) %s: %s"
            .formatted(
                profile,
                words.get(0),
                how,
                line.isEmpty() ? "run it in a terminal to see why" : line);
    return new UncheckedIOException(message, new IOException(how));
  }
}
