package com.example.bill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import java.math.BigDecimal;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class MonthlyBillTest {
  @Test
  void of_documentedMonth_isTheDocumentedAmount(Sandbox sandbox) {
    try (GitHubBilling billing =
        GitHubBilling.builder()
            .baseUrl(sandbox.baseUrl())
            .enterprise(sandbox.enterprise())
            .token("any")
            .build()) {
      assertEquals(new BigDecimal("0.8"), MonthlyBill.of(YearMonth.of(2023, 8), billing));
    }
  }
}
