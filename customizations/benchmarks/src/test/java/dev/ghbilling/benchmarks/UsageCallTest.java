package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.client.model.UsageItem;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UsageCallTest {
  private final UsageCall call = new UsageCall();

  @AfterEach
  void close() {
    call.close();
  }

  @Test
  void bothClientsReadTheSameRow() throws IOException {
    UsageItem ours = call.sdk().usageItems().get(0);

    assertThat(call.sdk().usageItems()).hasSize(1);
    assertThat(call.report().usageItems())
        .containsExactly(
            new HandWrittenClient.Item(
                ours.date(),
                ours.product(),
                ours.sku(),
                ours.quantity(),
                ours.unitType(),
                ours.pricePerUnit(),
                ours.grossAmount(),
                ours.discountAmount(),
                ours.netAmount(),
                ours.organizationName(),
                ours.repositoryName()));
  }
}
