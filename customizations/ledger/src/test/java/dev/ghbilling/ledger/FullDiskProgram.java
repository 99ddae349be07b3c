package dev.ghbilling.ledger;

import dev.ghbilling.ledger.sync.SyncOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A program that syncs to a small disk with little space, and again when there is space. */
final class FullDiskProgram {
  private FullDiskProgram() {}

  /** Takes the disk's folder, the API's URL, the time, and the first day. */
  public static void main(String[] arguments) throws Exception {
    Path disk = Path.of(arguments[0]);
    URI baseUrl = URI.create(arguments[1]);
    Instant now = Instant.parse(arguments[2]);
    SyncOptions options = SyncOptions.DEFAULT.since(LocalDate.parse(arguments[3]));
    Path elsewhere = Files.createTempDirectory("never-full");
    SyncProgram.sync(elsewhere, baseUrl, now, options);
    List<String> expected = StoreContent.of(elsewhere);
    int full = 0;
    for (int free : List.of(0, 8, 60, 100, 150)) {
      Path store = disk.resolve("store" + free);
      Path filler = disk.resolve("filler");
      fill(filler, Files.getFileStore(disk).getUsableSpace() - free * 1024L);
      try {
        SyncProgram.sync(store, baseUrl, now, options);
      } catch (RuntimeException e) {
        System.out.println("%d KB: %s".formatted(free, e.getMessage()));
        full++;
        Files.delete(filler);
        SyncProgram.sync(store, baseUrl, now, options);
      }
      if (!StoreContent.of(store).equals(expected)) {
        System.out.println("%d KB: the store differs".formatted(free));
        System.exit(1);
      }
      SyncedTree.delete(store);
      Files.deleteIfExists(filler);
    }
    System.out.println("%d full disks, all stores equal".formatted(full));
    System.exit(0);
  }

  private static void fill(Path filler, long bytes) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      out.write(new byte[(int) bytes]);
    }
  }
}
