package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.BasicError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any JSON is either refused or read into a record that is written back unchanged. */
class RecordFuzzTest {
  private static final List<Class<?>> RECORDS = records();

  @Test
  void records_found_includeTheGeneratedOnes() {
    assertThat(RECORDS).contains(BasicError.class).hasSizeGreaterThan(15);
  }

  @FuzzTest(maxDuration = "10m")
  void everyRecord(byte[] json) throws JsonProcessingException {
    String text = new String(json, StandardCharsets.UTF_8);
    for (Class<?> type : RECORDS) {
      readAndWrite(type, text);
    }
  }

  @FuzzTest(maxDuration = "10m")
  void errorBody(byte[] json) throws JsonProcessingException {
    readAndWrite(BasicError.class, new String(json, StandardCharsets.UTF_8));
  }

  private static void readAndWrite(Class<?> type, String json) throws JsonProcessingException {
    Object value;
    try {
      value = ApiJson.mapper().readValue(json, type);
    } catch (JsonProcessingException refused) {
      return;
    }
    if (value == null) {
      return;
    }
    String written = ApiJson.mapper().writeValueAsString(value);
    String again = ApiJson.mapper().writeValueAsString(ApiJson.mapper().readValue(written, type));
    // What was written: a number may have come with an exponent, which is never written.
    assertThat(ApiJson.mapper().readTree(again)).isEqualTo(ApiJson.mapper().readTree(written));
  }

  private static List<Class<?>> records() {
    return new ClassFileImporter()
        .importPackages("dev.ghbilling.client.model").stream()
            .filter(JavaClass::isRecord)
            .<Class<?>>map(JavaClass::reflect)
            .toList();
  }
}
