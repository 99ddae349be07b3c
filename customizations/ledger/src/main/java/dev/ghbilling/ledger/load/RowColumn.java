package dev.ghbilling.ledger.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A column of reports that the ledger has under the same name, in the order of its schema. */
enum RowColumn {
  DATE(Kind.DATE),
  PRODUCT(Kind.TEXT),
  SKU(Kind.TEXT),
  UNIT_TYPE(Kind.TEXT),
  QUANTITY(Kind.NUMBER),
  APPLIED_COST_PER_QUANTITY(Kind.NUMBER),
  GROSS_AMOUNT(Kind.NUMBER),
  DISCOUNT_AMOUNT(Kind.NUMBER),
  NET_AMOUNT(Kind.NUMBER),
  USERNAME(Kind.TEXT),
  ORGANIZATION(Kind.TEXT),
  REPOSITORY(Kind.TEXT),
  WORKFLOW_PATH(Kind.TEXT),
  COST_CENTER_NAME(Kind.TEXT),
  MODEL(Kind.TEXT),
  EXCEEDS_QUOTA(Kind.FLAG),
  TOTAL_MONTHLY_QUOTA(Kind.TEXT),
  AIC_QUANTITY(Kind.NUMBER),
  AIC_GROSS_AMOUNT(Kind.NUMBER);

  /** What the values of a column are. */
  enum Kind {
    DATE,
    TEXT,
    NUMBER,
    FLAG
  }

  private final Kind kind;

  RowColumn(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Returns the column's name in reports and in the schema. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of the column that has a number's text. */
  String textTitle() {
    return title() + "_text";
  }

  static List<RowColumn> numbers() {
    return Arrays.stream(values()).filter(column -> column.kind == Kind.NUMBER).toList();
  }
}
