package dev.ghbilling.benchmarks;

/** The least that a Java program can do. */
final class Hello {
  private Hello() {}

  /** Says so. */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
