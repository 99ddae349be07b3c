package dev.ghbilling.benchmarks;

/** The smallest Java program, which is the unit of cold starts. */
final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] arguments) {
    System.out.println("Hello, world!");
  }
}
