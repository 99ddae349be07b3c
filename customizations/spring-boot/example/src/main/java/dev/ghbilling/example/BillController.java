package dev.ghbilling.example;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageTotals;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Serves the bill of a month by product, in US dollars. */
@RestController
class BillController {
  private final GitHubBilling billing;

  BillController(GitHubBilling billing) {
    this.billing = billing;
  }

  @GetMapping("/bill")
  UsageTotals bill(@RequestParam YearMonth month) {
    if (month.isAfter(YearMonth.now(ZoneOffset.UTC))) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "month must not be in the future, was " + month);
    }
    return billing.usage().enterpriseTotals(month, UsageDimension.PRODUCT).totals();
  }
}
