package dev.ghbilling.ledger.sync;

import dev.ghbilling.ledger.store.ReportType;
import java.time.LocalDate;
import java.util.List;

/**
 * What a sync did.
 *
 * @param landed what came, in order
 * @param notes what somebody should know, such as refused exports
 * @param complete false if something that was asked for couldn't be had, which the notes name; an
 *     account to which all exports are refused, or that has none, is complete without the types
 *     that only exports have
 */
public record SyncResult(List<Landed> landed, List<String> notes, boolean complete) {
  /**
   * Reports that came together.
   *
   * @param origin {@code export}, {@code usage} or {@code file}
   * @param days how many days were put into the store
   * @param rows how many rows these days have
   */
  public record Landed(
      ReportType type, LocalDate from, LocalDate to, String origin, long days, long rows) {}

  /** Copies the lists. */
  public SyncResult {
    landed = List.copyOf(landed);
    notes = List.copyOf(notes);
  }
}
