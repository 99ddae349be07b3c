package dev.ghbilling.ledger.page;

/** A kind of document that a bill is written as. */
public enum BillFormat {
  /**
   * A page in one file, which needs no network and no script. It adapts to dark mode, narrow
   * screens and paper.
   */
  HTML {
    @Override
    public String write(Bill bill) {
      return Template.HTML.fill(BillView.of(bill));
    }
  },
  /** GitHub's Markdown, for a comment or the summary of a job. */
  MARKDOWN {
    @Override
    public String write(Bill bill) {
      return Template.MARKDOWN.fill(BillView.of(bill));
    }
  },
  /**
   * Comma-separated values with exact amounts, one line for each figure. A name that a spreadsheet
   * would run as a formula begins with an apostrophe.
   */
  CSV {
    @Override
    public String write(Bill bill) {
      return CsvDocument.of(bill);
    }
  };

  /** Writes the document. */
  public abstract String write(Bill bill);
}
