package dev.ghbilling.benchmarks;

/**
 * One line of the table.
 *
 * @param what what was measured
 * @param against what it is held against; empty when it stands for itself
 * @param ours our value with its unit
 * @param theirs the other's value with its unit; empty when there is none
 * @param figure the ratio of ours to theirs; where there is no other, what the target is for
 * @param unit of the figure; empty for a ratio
 * @param target what the figure has to be
 * @param note what else there is to know; may be empty
 */
record Measurement(
    String what,
    String against,
    String ours,
    String theirs,
    Figure figure,
    String unit,
    Target target,
    String note) {
  /** A ratio of ours to theirs. */
  static Measurement ratio(
      String what, String against, String ours, String theirs, Figure ratio, Target target) {
    return new Measurement(what, against, ours, theirs, ratio, "", target, "");
  }

  /** A value that stands for itself. */
  static Measurement alone(String what, String ours, Figure figure, String unit, Target target) {
    return new Measurement(what, "", ours, "", figure, unit, target, "");
  }

  Measurement withNote(String text) {
    return new Measurement(what, against, ours, theirs, figure, unit, target, text);
  }

  boolean met() {
    return target.met(figure.median());
  }

  /** {@code met}, {@code missed}, or nothing when there is no target. */
  String verdict() {
    return target.sense() == Target.Sense.NONE ? "" : met() ? "met" : "missed";
  }
}
