package dev.ghbilling.spec.compare.comparison;

/** How the second of two documents relates to the first. */
public enum Relation {
  /** Only the second has it. */
  ADDED,
  /** Only the first has it. */
  REMOVED,
  /** The second admits less. */
  NARROWER,
  /** The second admits more. */
  WIDER,
  /** Both admit the same, but tell of different values. */
  EQUIVALENT,
  /** Both mean the same. */
  SAME,
  /** Each admits what the other doesn't, or it can't be told. */
  OTHER
}
