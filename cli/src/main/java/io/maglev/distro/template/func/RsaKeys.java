package io.maglev.distro.template.func;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinTask;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/**
 * Makes RSA keys of two primes with the exponent 65537, as Go's {@code rsa.GenerateKey}. What the
 * JDK does takes five to ten times as long under the launcher's options: docs/adr/0019.
 */
final class RsaKeys {
  private RsaKeys() {}

  /**
   * A new key, the same for the same random source. The primes are searched for at the same time.
   *
   * @param bits at least 1024 and even
   */
  static RSAPrivateKey generate(int bits, Random random) {
    while (true) {
      PrimeSearch one = new PrimeSearch(bits / 2, random);
      PrimeSearch other = new PrimeSearch(bits / 2, random);
      ForkJoinTask<Optional<BigInteger>> forked = ForkJoinTask.adapt(one::find).fork();
      Optional<BigInteger> q = other.find();
      Optional<BigInteger> p = forked.join();
      if (p.isPresent() && q.isPresent() && areApart(p.get(), q.get(), bits)) {
        return key(p.get().max(q.get()), p.get().min(q.get()));
      }
    }
  }

  /** FIPS 186-5 A.1.3: close primes could be found by Fermat's factoring. */
  private static boolean areApart(BigInteger p, BigInteger q, int bits) {
    return p.subtract(q).abs().bitLength() > bits / 2 - 100;
  }

  private static RSAPrivateKey key(BigInteger p, BigInteger q) {
    BigInteger pLess = p.subtract(BigInteger.ONE);
    BigInteger qLess = q.subtract(BigInteger.ONE);
    BigInteger period = pLess.divide(pLess.gcd(qLess)).multiply(qLess);
    BigInteger d = PrimeSearch.EXPONENT.modInverse(period);
    return new RSAPrivateKey(
        p.multiply(q), PrimeSearch.EXPONENT, d, p, q, d.mod(pLess), d.mod(qLess), q.modInverse(p));
  }
}
