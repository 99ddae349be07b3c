package dev.ghbilling.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A ledger of the lines of one report, for the tests of what reads it. */
public final class ImportedLedger {
  private static final String HEADER =
      "date,product,sku,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,username,organization,repository,workflow_path,cost_center_name\n";

  private ImportedLedger() {}

  /** Imports lines of a detailed report into a new ledger in a folder. */
  public static Ledger of(Path folder, String... lines) throws IOException {
    Path report = folder.resolve("report.csv");
    Files.writeString(report, HEADER + String.join("\n", lines) + "\n");
    Ledger ledger =
        Ledger.at(folder.resolve("ledger"))
            .clock(Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC));
    ledger.importFiles(List.of(report), null, progress -> {});
    return ledger;
  }
}
