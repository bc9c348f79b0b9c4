package io.maglev.distro.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretMaskTest {

  @Test
  void mask_plainAndBase64_areTakenOut() {
    SecretMask mask = SecretMask.of(List.of("hunter2"));

    assertThat(mask.mask("hunter2, aHVudGVyMg==, hunter3")).isEqualTo("***, ***, hunter3");
  }

  @Test
  void mask_oneSecretWithinAnother_leavesNothingOfTheLonger() {
    SecretMask mask = SecretMask.of(List.of("pass", "passphrase"));

    assertThat(mask.mask("passphrase pass")).isEqualTo("*** ***");
  }

  @Test
  void mask_severalLines_areTakenOutOneByOne() {
    SecretMask mask =
        SecretMask.of(List.of("-----BEGIN KEY-----\nMIIEpAIBAAKC\nAQEAx1\n-----END KEY-----\n"));

    assertThat(mask.mask("key: |\n  -----BEGIN KEY-----\n  MIIEpAIBAAKC\n  AQEAx1"))
        .as("lines too short to say much stay, and those that all keys have")
        .isEqualTo("key: |\n  -----BEGIN KEY-----\n  ***\n  AQEAx1");
  }

  @Test
  void mask_inJson_isTakenOut() {
    SecretMask mask = SecretMask.of(List.of("a\"b\\c\nd"));

    assertThat(mask.mask("{\"p\":\"a\\\"b\\\\c\\nd\"}")).isEqualTo("{\"p\":\"***\"}");
  }

  @Test
  void mask_emptySecret_changesNothing() {
    assertThat(SecretMask.of(List.of("")).mask("text")).isEqualTo("text");
  }

  @Test
  void of_parameters_hidesOnlyThoseThatAreSecret() {
    SecretMask mask =
        SecretMask.of(
            Map.of("password", "hunter2", "domain", "example.org", "pin", 1234.0),
            Set.of("password", "pin", "missing"));

    assertThat(mask.mask("hunter2 at example.org, 1234")).isEqualTo("*** at example.org, ***");
  }

  @Test
  void and_hidesWhatEitherHides_theLongerFirst() {
    SecretMask both = SecretMask.of(List.of("pass")).and(SecretMask.of(List.of("passphrase")));

    assertThat(both.mask("passphrase pass, cGFzcw==")).isEqualTo("*** ***, ***");
  }

  @Test
  void mask_failureWithoutSecrets_isTheSame() {
    DistroException failure = DistroException.of(ErrorCode.IO, "text");

    assertThat(SecretMask.NONE.mask(failure)).isSameAs(failure);
  }

  @Test
  void mask_failure_keepsItsCode() {
    DistroException masked =
        SecretMask.of(List.of("x1")).mask(DistroException.of(ErrorCode.IO, "got x1", "not x1"));

    assertThat(masked).hasMessage("got ***");
    assertThat(masked.code()).isEqualTo(ErrorCode.IO);
    assertThat(masked.hint()).contains("not ***");
  }
}
