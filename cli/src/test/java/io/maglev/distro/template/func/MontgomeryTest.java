package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MontgomeryTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 23, 27, 28, 107, 108, 109, 511, 512, 1024, 1536, 2048, 4096})
  void power_ofAnyLength_isThatOfBigInteger(int bits) {
    Random random = new Random(bits);
    for (int round = 0; round < 4; round++) {
      BigInteger modulus = new BigInteger(bits, random).setBit(0).setBit(bits - 1);
      BigInteger exponent = new BigInteger(Math.min(bits, 200), random);
      BigInteger base = new BigInteger(bits, random).mod(modulus);
      Montgomery modulo = new Montgomery(modulus);

      assertThat(modulo.power(base, exponent)).isEqualTo(base.modPow(exponent, modulus));
      assertThat(modulo.powerOfTwo(exponent)).isEqualTo(BigInteger.TWO.modPow(exponent, modulus));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {27, 1024, 2048, 4096})
  void power_ofTheGreatestModulusAndBase_doesNotOverflow(int bits) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    BigInteger greatest = modulus.subtract(BigInteger.ONE);
    BigInteger exponent = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    Montgomery modulo = new Montgomery(modulus);

    assertThat(modulo.power(greatest, exponent)).isEqualTo(greatest);
    assertThat(modulo.powerOfTwo(exponent)).isEqualTo(BigInteger.TWO.modPow(exponent, modulus));
  }

  @Test
  void power_ofZeroAndOne_areThemselves() {
    Montgomery modulo = new Montgomery(BigInteger.valueOf(1_000_003));

    assertThat(modulo.power(BigInteger.ZERO, BigInteger.TEN)).isZero();
    assertThat(modulo.power(BigInteger.ONE, BigInteger.TEN)).isOne();
    assertThat(modulo.power(BigInteger.TEN, BigInteger.ZERO)).isOne();
  }

  @Test
  void modulus_evenOrTooLong_isRefused() {
    assertThatThrownBy(() -> new Montgomery(BigInteger.TEN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Montgomery(BigInteger.ONE.shiftLeft(4096).setBit(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
