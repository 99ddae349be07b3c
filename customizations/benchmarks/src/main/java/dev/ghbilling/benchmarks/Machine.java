package dev.ghbilling.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.LocalDate;

/**
 * Where a table was taken.
 *
 * @param processors how many there are for this JVM
 * @param memory what it has, in MB
 * @param jdk the version of Java, with who made it
 * @param system the operating system
 * @param date the day, in UTC
 */
record Machine(int processors, long memory, String jdk, String system, String date) {
  static Machine here(Clock clock) {
    long bytes =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        bytes >> 20,
        System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        LocalDate.now(clock).toString());
  }

  @Override
  public String toString() {
    return "%d processors, %,d MB, %s, %s, %s".formatted(processors, memory, jdk, system, date);
  }
}
