import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;

/** A sandbox for a runner in another language: says where it is, and ends with its stdin. */
class ServeSandbox {
  public static void main(String[] arguments) throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      System.out.println(sandbox.baseUrl());
      System.in.read();
    }
  }
}
