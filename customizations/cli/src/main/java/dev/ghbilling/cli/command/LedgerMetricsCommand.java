package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.metrics.LedgerCollector;
import dev.ghbilling.ledger.metrics.MetricLabel;
import dev.ghbilling.ledger.metrics.MetricsServer;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Serves metrics for Prometheus until it is interrupted. */
@Command(
    name = "metrics",
    description = {
      "Serve the current month as metrics for Prometheus until interrupted. The first line of stdout is their URL, printed when connections are accepted.",
      "",
      "Each scrape reads the ledger. To update it, run ledger sync, for example every hour.",
      "Values are floating-point numbers, like all values in Prometheus."
    })
final class LedgerMetricsCommand implements Runnable {
  private static final class Address implements ITypeConverter<InetSocketAddress> {
    private static final Pattern ADDRESS =
        Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^:\\s]{1,253}):([0-9]{1,5})");

    @Override
    public InetSocketAddress convert(String text) {
      Matcher address = ADDRESS.matcher(text);
      if (!address.matches() || Integer.parseInt(address.group(2)) > 65_535) {
        throw new TypeConversionException("must be HOST:PORT such as 127.0.0.1:9464, was " + text);
      }
      return new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
    }
  }

  private static final class Label implements ITypeConverter<MetricLabel> {
    @Override
    public MetricLabel convert(String text) {
      return Converters.constant(MetricLabel.class, text);
    }
  }

  private final Console console;
  @Mixin private final LedgerOptions options;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      defaultValue = "127.0.0.1:9464",
      description =
          "The address and port to listen on. Anybody who can connect can read the bill. Port 0 selects a free port. Default: 127.0.0.1:9464.")
  private InetSocketAddress listen;

  @Option(
      names = "--by",
      paramLabel = "L,L",
      split = ",",
      converter = Label.class,
      description =
          "Labels besides product, sku, organization and cost-center: repository, user. Each value is a time series of its own.")
  private List<MetricLabel> more = List.of();

  @Option(
      names = "--budget",
      paramLabel = "N",
      converter = Converters.Amount.class,
      description = "The budget of a month in US dollars, to show how much of it is consumed.")
  private @Nullable BigDecimal budget;

  LedgerMetricsCommand(Console console) {
    this.console = console;
    this.options = new LedgerOptions(console);
  }

  @Override
  public void run() {
    if (budget != null && budget.signum() <= 0) {
      throw new WrongUsageException("--budget must be over 0, was " + budget.toPlainString());
    }
    Ledger ledger = options.ledger();
    // A folder without a ledger is reported at once, and the first scrape doesn't unpack DuckDB.
    LedgerOptions.requireReadable(ledger);
    LedgerCollector collector =
        new LedgerCollector(
            ledger::database,
            console.clock(),
            Set.copyOf(more),
            budget,
            e ->
                console.note(
                    "ghbilling: "
                        + (e instanceof SQLException failure ? ledger.failure(failure) : e)
                            .getMessage()));
    CountDownLatch stopped = new CountDownLatch(1);
    try (MetricsServer server = MetricsServer.start(listen, collector)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
      console.line("http://%s:%d/metrics".formatted(listen.getHostString(), server.port()));
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
