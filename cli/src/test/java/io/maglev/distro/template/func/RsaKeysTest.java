package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RsaKeysTest {
  @ParameterizedTest
  @CsvSource({"1024,1", "1024,2", "2048,3", "2048,4", "4096,5"})
  void generate_anyLength_isASoundKey(int bits, long seed) {
    RSAPrivateKey key = RsaKeys.generate(bits, new Random(seed));

    BigInteger p = key.getPrime1();
    BigInteger q = key.getPrime2();
    assertThat(key.getModulus()).isEqualTo(p.multiply(q));
    assertThat(key.getModulus().bitLength()).isEqualTo(bits);
    assertThat(key.getPublicExponent()).isEqualTo(65537);
    assertThat(p.isProbablePrime(100)).isTrue();
    assertThat(q.isProbablePrime(100)).isTrue();
    assertThat(p).isGreaterThan(q);
    assertThat(key.getExponent1()).isEqualTo(key.getPrivateExponent().mod(less(p)));
    assertThat(key.getExponent2()).isEqualTo(key.getPrivateExponent().mod(less(q)));
    assertThat(key.getCoefficient().multiply(q).mod(p)).isOne();
    assertThat(key.getPrivateExponent().bitLength()).isGreaterThan(bits / 2);
  }

  @Test
  void generate_decryptsWhatItEncrypted() {
    RSAPrivateKey key = RsaKeys.generate(1024, new Random(9));
    BigInteger text = BigInteger.valueOf(123_456_789);
    BigInteger encrypted = text.modPow(key.getPublicExponent(), key.getModulus());

    assertThat(encrypted.modPow(key.getPrivateExponent(), key.getModulus())).isEqualTo(text);
  }

  @Test
  void generate_sameSource_isTheSameKeyWhicheverPrimeIsFoundFirst() {
    RSAPrivateKey first = RsaKeys.generate(1024, new Random(7));

    for (int i = 0; i < 20; i++) {
      assertThat(RsaKeys.generate(1024, new Random(7))).isEqualTo(first);
    }
    assertThat(RsaKeys.generate(1024, new Random(8))).isNotEqualTo(first);
  }

  private static BigInteger less(BigInteger prime) {
    return prime.subtract(BigInteger.ONE);
  }
}
