package dev.ghbilling.spec.compare;

/** What a rule has to know of the place in which two documents differ. */
enum Circumstance {
  /** A thing that only one document has must be there. */
  REQUIRED,
  /** The object admits no property but those that it names, in the document without this one. */
  CLOSED,
  /** The generated record holds the value as a primitive where it can't be null. */
  PRIMITIVE
}
