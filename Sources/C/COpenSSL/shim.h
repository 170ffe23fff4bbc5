// The one door to OpenSSL (3.0 or newer). Only MartletTLS imports it, and only with the trait TLS.
#pragma once
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Macros with arguments or casts, which Swift does not see, as functions.

static inline void martlet_ssl_ctx_prepare(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  // What is idle keeps no buffers.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  // A certificate that was named as a trust root is one, whoever issued it.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
}
static inline int martlet_ssl_ctx_set_versions(SSL_CTX *context, int minimum, int maximum) {
  return SSL_CTX_set_min_proto_version(context, minimum) &&
         SSL_CTX_set_max_proto_version(context, maximum);
}
static inline int martlet_ssl_ctx_set_groups(SSL_CTX *context, const char *list) {
  return (int)SSL_CTX_set1_groups_list(context, list);
}
static inline int martlet_ssl_ctx_add_chain(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}
static inline void martlet_ssl_ctx_cache_sessions(SSL_CTX *context, long mode) {
  SSL_CTX_set_session_cache_mode(context, mode);
}
static inline void martlet_ssl_ctx_forbid_tickets(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(context, 0);
}
static inline int martlet_ssl_set_server_name(SSL *ssl, const char *name) {
  return (int)SSL_set_tlsext_host_name(ssl, name);
}
static inline void martlet_bio_retry_read(BIO *bio) { BIO_set_retry_read(bio); }
static inline void martlet_bio_clear_retry(BIO *bio) { BIO_clear_retry_flags(bio); }

static inline int martlet_general_names_count(const GENERAL_NAMES *names) {
  return sk_GENERAL_NAME_num(names);
}
// The kind of a name, and its bytes where they are a string or an address.
static inline int martlet_general_name(
    const GENERAL_NAMES *names, int index, const unsigned char **bytes, int *count) {
  const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
  const ASN1_STRING *string = NULL;
  switch (name->type) {
    case GEN_EMAIL: string = name->d.rfc822Name; break;
    case GEN_DNS: string = name->d.dNSName; break;
    case GEN_URI: string = name->d.uniformResourceIdentifier; break;
    case GEN_IPADD: string = name->d.iPAddress; break;
    default: break;
  }
  *bytes = string ? ASN1_STRING_get0_data(string) : NULL;
  *count = string ? ASN1_STRING_length(string) : 0;
  return name->type;
}
static inline void martlet_general_names_free(GENERAL_NAMES *names) {
  sk_GENERAL_NAME_pop_free(names, GENERAL_NAME_free);
}
static inline void martlet_ssl_ctx_check_revocation(X509_STORE *store) {
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
}
static inline void martlet_print_name(BIO *bio, const X509_NAME *name) {
  X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}
static inline void *martlet_bio_bytes(BIO *bio, long *count) {
  char *bytes = NULL;
  *count = BIO_get_mem_data(bio, &bytes);
  return bytes;
}
static inline EVP_PKEY *martlet_make_p256_key(void) { return EVP_EC_gen("P-256"); }
static inline void martlet_openssl_free(void *bytes) { OPENSSL_free(bytes); }

// For making certificates.
static inline int martlet_x509_set_random_serial(X509 *certificate) {
  unsigned char bytes[16];
  if (RAND_bytes(bytes, sizeof bytes) != 1) return 0;
  bytes[0] &= 0x7f;
  BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, NULL);
  int code = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
  return code;
}
static inline int martlet_x509_add_extension(
    X509 *certificate, X509 *issuer, int kind, const char *value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
  int code = extension && X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  return code;
}
static inline int martlet_crl_add(X509_CRL *list, X509 *certificate) {
  X509_REVOKED *entry = X509_REVOKED_new();
  ASN1_TIME *now = X509_gmtime_adj(NULL, 0);
  int code = entry && now &&
             X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate)) &&
             X509_REVOKED_set_revocationDate(entry, now) && X509_CRL_add0_revoked(list, entry);
  if (!code) X509_REVOKED_free(entry);
  ASN1_TIME_free(now);
  return code;
}
static inline int martlet_crl_set_times(X509_CRL *list, long begin, long end) {
  ASN1_TIME *first = X509_gmtime_adj(NULL, begin), *last = X509_gmtime_adj(NULL, end);
  int code = first && last && X509_CRL_set1_lastUpdate(list, first) &&
             X509_CRL_set1_nextUpdate(list, last);
  ASN1_TIME_free(first);
  ASN1_TIME_free(last);
  return code;
}
