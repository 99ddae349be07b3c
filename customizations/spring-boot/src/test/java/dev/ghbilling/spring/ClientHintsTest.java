package dev.ghbilling.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.model.UsageItem;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

/** The hints for ahead-of-time processing. */
final class ClientHintsTest {
  @Test
  void registerHints_hasRecordsBuildersAndProxies() {
    RuntimeHints hints = new RuntimeHints();

    new ClientHints().registerHints(hints, getClass().getClassLoader());

    assertThat(
            RuntimeHintsPredicates.reflection()
                .onType(UsageItem.class)
                .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
        .accepts(hints);
    assertThat(
            RuntimeHintsPredicates.reflection()
                .onType(UsageItem.Builder.class)
                .withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS))
        .accepts(hints);
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(UsageApi.class)).accepts(hints);
  }
}
