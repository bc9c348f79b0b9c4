package io.maglev.distro.kube;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens TLS as if the server had another name, for {@code tls-server-name}: proxies that route by
 * SNI need it. The name replaces the host where the TLS layer is put over a connected socket, which
 * is the only way the HTTP client opens one.
 */
final class NamedSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory delegate;
  private final String name;

  NamedSocketFactory(SSLSocketFactory delegate, String name) {
    this.delegate = delegate;
    this.name = name;
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    return delegate.createSocket(connected, name, port, autoClose);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return delegate.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return delegate.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return delegate.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return delegate.createSocket(host, port, local, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return delegate.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return delegate.createSocket(host, port, local, localPort);
  }
}
