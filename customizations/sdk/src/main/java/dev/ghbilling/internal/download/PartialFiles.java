package dev.ghbilling.internal.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The partial files of a folder: how they are called, and which ones were abandoned by processes
 * that were killed. A file that is still written is locked by its process, and left alone.
 */
final class PartialFiles {
  /** How long the file of another target is kept for the download that may continue it. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final Clock clock;

  PartialFiles(Clock clock) {
    this.clock = clock;
  }

  /**
   * The name of a partial file. It says which file of which host the bytes belong to, so that
   * another process can prove that it continues the same one.
   *
   * @param target the name of the file that it becomes, or the digest of a long name
   * @param source the digest of the URL without its query
   * @param version the strong {@code ETag}, or null when there was none
   */
  record Name(String target, String source, @Nullable String version) {
    private static final Pattern FORM =
        Pattern.compile(
            "\\.download-(.+)\\.([0-9a-f]{16})\\.([A-Za-z0-9_-]*)\\.[0-9a-f]{8}\\.part");

    // File systems refuse names of more than 255 bytes.
    private static final int LONGEST_TARGET = 100;
    private static final int LONGEST_VERSION = 64;

    /** Returns the name for a file at this URL; a long version is left out. */
    static Name of(Path target, String urlWithoutQuery, @Nullable String version) {
      String name = String.valueOf(target.getFileName());
      return new Name(
          name.length() > LONGEST_TARGET ? digest(name) : name,
          digest(urlWithoutQuery),
          version == null || version.length() > LONGEST_VERSION ? null : version);
    }

    /** Returns whether both become the same file. */
    boolean hasTargetOf(Name other) {
      return target.equals(other.target);
    }

    /** Returns what the name of a file says; empty when it isn't a partial file's. */
    static Optional<Name> parse(String name) {
      Matcher parts = FORM.matcher(name);
      if (!parts.matches()) {
        return Optional.empty();
      }
      String version = decoded(parts.group(3));
      return Optional.of(
          new Name(parts.group(1), parts.group(2), StoredPart.isVersion(version) ? version : null));
    }

    private static String decoded(String version) {
      try {
        return new String(Base64.getUrlDecoder().decode(version), StandardCharsets.US_ASCII);
      } catch (IllegalArgumentException notBase64) {
        return "";
      }
    }

    /** Returns the name as a text, another one each time. */
    String unique() {
      String encoded =
          version == null
              ? ""
              : Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(version.getBytes(StandardCharsets.US_ASCII));
      String random = UUID.randomUUID().toString().substring(0, 8);
      return ".download-%s.%s.%s.%s.part".formatted(target, source, encoded, random);
    }

    private static String digest(String text) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  /**
   * A file to continue.
   *
   * @param channel the locked file, open for writing
   * @param version the strong {@code ETag} of its content
   */
  record Found(Path file, FileChannel channel, String version) {}

  /**
   * Returns the abandoned file with the beginning of a target, if there is one, and deletes all
   * others of that target, and those of other targets after a day.
   *
   * @param folder where the files are
   * @param wanted the target, and the source of its content
   */
  Optional<Found> take(Path folder, Name wanted) throws IOException {
    Found found = null;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".download-*.part")) {
      for (Path file : files) {
        Optional<Name> name =
            Name.parse(String.valueOf(file.getFileName())).filter(wanted::hasTargetOf);
        if (name.isEmpty() && !isOld(file)) {
          continue;
        }
        FileChannel channel = locked(file);
        if (channel == null) {
          continue;
        }
        boolean sameSource = name.isPresent() && name.get().source().equals(wanted.source());
        String version = sameSource ? name.get().version() : null;
        if (found == null && version != null && channel.size() > 0) {
          found = new Found(file, channel, version);
        } else {
          Files.delete(file);
          channel.close();
        }
      }
    }
    return Optional.ofNullable(found);
  }

  private boolean isOld(Path file) {
    try {
      Instant modified = Files.getLastModifiedTime(file).toInstant();
      return modified.isBefore(clock.instant().minus(KEPT));
    } catch (IOException justDeleted) {
      return false;
    }
  }

  /**
   * Opens and locks a file; null when another process or thread writes it, and when it is a link,
   * which may lead to a file of somebody else's, or a pipe, which nobody may ever read.
   */
  private static @Nullable FileChannel locked(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      if (lock(channel)) {
        return channel;
      }
      channel.close();
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Locks a file for as long as it is open, and returns whether that was possible. */
  static boolean lock(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException | IOException e) {
      return false;
    }
  }
}
