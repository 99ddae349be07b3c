package dev.ghbilling.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the time that a reader takes for a text against the text's length. The texts repeat what
 * grammars of HTTP, JSON and CSV are made of, a quarter of a million characters long: that takes
 * milliseconds where each character is looked at a few times, and half a minute or more where the
 * time grows with the square of the length. What counts is the reader's own time on the processor,
 * so that a busy machine doesn't matter.
 */
public final class LinearTime {
  private static final int LENGTH = 1 << 18;
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final int COMBINATIONS = 60;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final List<String> PARTS =
      List.of(
          " ",
          "\t",
          "\n",
          "\r\n",
          "a",
          "0",
          "9",
          "é",
          "\u202e",
          "\u001b[31m",
          "\ud83d\ude00",
          ",",
          ";",
          "=",
          "\"",
          "\\",
          "\\\"",
          "'",
          "<",
          ">",
          "<,",
          "</>;",
          "?",
          "&",
          "#",
          "%",
          "%41",
          "%2541",
          "&#38;",
          "&amp",
          "\\u0026",
          "\u200b",
          "//",
          "//a:b",
          "token: ",
          "Basic ",
          "/",
          "../",
          "a/",
          ":",
          "@",
          "[",
          "]",
          "{",
          "}",
          "(",
          "-",
          ".",
          "_",
          "*",
          "+",
          "http://",
          "http://?",
          "http://a?",
          "https:\\/\\/a?",
          "sig=",
          "token",
          "x-amz-",
          "eyJ",
          "eyJaaaaaaaa",
          "eyJaaaaaaaa.",
          "ghp_",
          "github_pat_",
          "; rel=",
          ";rel=\"",
          "rel=next,",
          "at a(",
          "\nat a.b(c",
          ".py:1",
          "text/html",
          "application/",
          "+json",
          "bytes ",
          "1-",
          "gzip;q=0.0",
          "null",
          "\"a\":",
          "Mon, 01 ");

  private final Consumer<String> reader;
  private volatile String current = "";
  private volatile long began;
  private volatile @Nullable Throwable failure;

  private LinearTime(Consumer<String> reader) {
    this.reader = reader;
  }

  /** Returns the texts: each part over and over, and pairs of them between two others. */
  public static Stream<String> texts(int length) {
    Random random = new Random(1);
    List<String> texts = new ArrayList<>();
    for (String part : PARTS) {
      texts.add(filled("", part, "", length));
    }
    for (int i = 0; i < COMBINATIONS; i++) {
      texts.add(filled(any(random), any(random) + any(random), any(random), length));
    }
    return texts.stream();
  }

  /** Requires that the reader takes no longer than 3 s for any of the texts. */
  public static void require(Consumer<String> reader) throws InterruptedException {
    new LinearTime(reader).run();
  }

  private static String filled(String head, String part, String tail, int length) {
    int times = (length - head.length() - tail.length()) / part.length();
    return head + part.repeat(times) + tail;
  }

  private static String any(Random random) {
    return PARTS.get(random.nextInt(PARTS.size()));
  }

  /** A reader that takes too long can't be stopped, so its thread is left behind. */
  private void run() throws InterruptedException {
    Thread thread = new Thread(this::readAll, "linear-time");
    thread.setDaemon(true);
    thread.start();
    while (thread.isAlive()) {
      thread.join(20);
      long time = THREADS.getThreadCpuTime(thread.getId()) - began;
      if (time > LONGEST.toNanos()) {
        throw new AssertionError(
            "still reading after %d ms: %s".formatted(time / 1_000_000, shown(current)));
      }
    }
    if (failure != null) {
      throw new AssertionError("failed on " + shown(current), failure);
    }
  }

  private void readAll() {
    try {
      texts(LENGTH)
          .forEach(
              text -> {
                began = THREADS.getCurrentThreadCpuTime();
                current = text;
                reader.accept(text);
              });
    } catch (Throwable e) {
      failure = e;
    }
  }

  private static String shown(String text) {
    return text.substring(0, Math.min(40, text.length())) + "... (%d)".formatted(text.length());
  }
}
