package io.maglev.distro.kube;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.Credentials.ClientCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Java's TLS objects for one connection. Like kubectl, and unlike fabric8, it trusts the
 * kubeconfig's authorities alone when there are any, not the public ones besides.
 */
record TlsContext(SSLSocketFactory sockets, X509TrustManager trust) {
  private static final char[] NO_PASSWORD = new char[0];

  /**
   * @throws KubeException if a certificate or key cannot be read
   */
  static TlsContext of(ClusterConnection connection, Optional<ClientCertificate> client) {
    try {
      X509TrustManager trust = trust(connection.tls());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          client.isPresent() ? keys(client.get()) : null, new TrustManager[] {trust}, null);
      SSLSocketFactory sockets = context.getSocketFactory();
      Optional<String> name = connection.tls().serverName();
      return new TlsContext(
          name.isPresent() ? new NamedSocketFactory(sockets, name.get()) : sockets, trust);
    } catch (GeneralSecurityException | IOException e) {
      throw new KubeException(
          ErrorCode.CLUSTER_UNREACHABLE,
          0,
          "",
          "cannot use the certificates of " + connection.displayName() + ": " + e.getMessage(),
          Optional.of("check certificate-authority, client-certificate and client-key"),
          e);
    }
  }

  private static X509TrustManager trust(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.insecure()) {
      return new TrustEverything();
    }
    KeyStore store = null;
    if (settings.authorities().isPresent()) {
      store = emptyStore();
      int number = 0;
      for (Certificate authority : PemKeys.certificates(settings.authorities().get())) {
        store.setCertificateEntry("ca" + number++, authority);
      }
    }
    return trustManager(store);
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("Java offers no X.509 trust manager");
  }

  private static KeyManager[] keys(ClientCertificate client)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    Certificate[] chain = PemKeys.certificates(client.chain()).toArray(new Certificate[0]);
    store.setKeyEntry("client", PemKeys.privateKey(client.key()), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /** In memory only: one of PKCS #12 would take 40 ms to encrypt a key and decrypt it again. */
  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
