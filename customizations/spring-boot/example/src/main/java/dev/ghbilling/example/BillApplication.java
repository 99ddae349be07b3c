package dev.ghbilling.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Serves the bill of an enterprise. Its properties are in {@code application.properties}. */
@SpringBootApplication
public class BillApplication {
  /** Starts the application. */
  public static void main(String[] arguments) {
    SpringApplication.run(BillApplication.class, arguments);
  }
}
