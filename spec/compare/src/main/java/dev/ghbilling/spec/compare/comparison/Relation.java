package dev.ghbilling.spec.compare.comparison;

/** A relation of the second of two documents to the first. */
public enum Relation {
  /** Only the second has it. */
  ADDED,
  /** Only the first has it. */
  REMOVED,
  /** The second allows less. */
  NARROWER,
  /** The second allows more. */
  WIDER,
  /** Both allow the same, but name different values. */
  EQUIVALENT,
  /** Both mean the same. */
  SAME,
  /** Each allows what the other doesn't, or it can't be told. */
  OTHER
}
