package dev.ghbilling.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class CapturedLogTest {
  @Test
  void lines_ofBothLoggings_areCapturedAtEveryLevel() {
    try (CapturedLog log = new CapturedLog()) {
      LoggerFactory.getLogger("dev.ghbilling.x").trace("one {}", 1);
      LoggerFactory.getLogger("dev.ghbilling").info("zero");
      LoggerFactory.getLogger("com.example").debug("two", new IllegalStateException("cause"));
      Logger.getLogger("com.example").finest("three");

      assertThat(log.lines()).containsExactly("TRACE one 1", "INFO zero");
      assertThat(log.lines(Level.TRACE)).hasSize(1);
      assertThat(log.lines(Level.DEBUG)).isEmpty();
      assertThat(log.libraries())
          .anySatisfy(line -> assertThat(line).startsWith("DEBUG two").contains("State", "cause"))
          .contains("FINEST three");
    }
  }

  @Test
  void lines_afterClose_areNotCaptured() {
    CapturedLog log = new CapturedLog();
    log.close();

    LoggerFactory.getLogger("dev.ghbilling.x").error("late");
    Logger.getLogger("dev.ghbilling.x").fine("late");

    assertThat(log.lines()).isEmpty();
  }
}
