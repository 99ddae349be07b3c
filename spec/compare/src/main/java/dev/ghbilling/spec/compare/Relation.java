package dev.ghbilling.spec.compare;

/** How what the one document says stands to what the other says in the same place. */
enum Relation {
  /** Only the second has it. */
  ADDED,
  /** Only the first has it. */
  REMOVED,
  /** The second admits less. */
  NARROWER,
  /** The second admits more. */
  WIDER,
  /** They admit the same, but what is generated from them isn't the same. */
  EQUIVALENT,
  /** They mean the same. */
  SAME,
  /** Each admits what the other doesn't, or there is no telling. */
  OTHER
}
