package dev.ghbilling.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The other end of {@link ServerProcess}. */
final class Orders {
  private Orders() {}

  /** Announces a server, and gives it each order until there can be no more. */
  static void serve(URI baseUrl, Consumer<String> obey) throws IOException {
    System.out.println(baseUrl);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = in.readLine(); order != null; order = in.readLine()) {
      obey.accept(order);
    }
  }
}
