/*
 * Stands in for libcuda.so.1 in tests: the few calls of the CUDA driver API that the probe makes, with two devices.
 * STUB_CUDA says how it behaves: `abort`, `hang`, or the number of the error that cuInit returns; nothing: it works.
 * Compiled with COMPAT it carries the note that the libraries of cuda-compat carry.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef COMPAT
__attribute__((section(".note.cuda.fwd_compatibility"), used)) static const char note[] =
    "\x01\0\0\0{\"Format\":1,\"CUDA Version\":\"13.0\",\"Driver\":[535,550,570,575],\"Device\":[]}";
#endif

static int fails_with(void) {
  const char *mode = getenv("STUB_CUDA");
  if (mode == NULL) return 0;
  if (strcmp(mode, "abort") == 0) abort();
  while (strcmp(mode, "hang") == 0) sleep(1);
  return atoi(mode);
}

int cuInit(unsigned flags) {
  (void)flags;
  return fails_with();
}

int cuGetErrorString(int code, const char **text) {
  *text = code == 803 ? "system has unsupported display driver / cuda driver combination" : NULL;
  return code == 803 ? 0 : 1;
}

int cuDriverGetVersion(int *version) {
  *version = 13000;
  return 0;
}

/* The real library shows only the devices that these variables leave. */
int cuDeviceGetCount(int *count) {
  *count = getenv("CUDA_VISIBLE_DEVICES") == NULL ? 2 : 1;
  return 0;
}

int cuDeviceGet(int *device, int ordinal) {
  const char *order = getenv("CUDA_DEVICE_ORDER");
  int by_bus = order != NULL && strcmp(order, "PCI_BUS_ID") == 0;
  *device = by_bus ? ordinal : 1 - ordinal;
  return 0;
}

/* What it gives differs from the newer call, which names the MIG slice. */
int cuDeviceGetUuid(unsigned char *uuid, int device) {
  (void)device;
  memset(uuid, 0xff, 16);
  return 0;
}

int cuDeviceGetUuid_v2(unsigned char *uuid, int device) {
  for (int index = 0; index < 16; index += 1) uuid[index] = (unsigned char)(index + 16 * device);
  return 0;
}

int cuDeviceGetName(char *name, int length, int device) {
  snprintf(name, length, device == 0 ? "NVIDIA H100 80GB HBM3" : "NVIDIA H100 PCIe");
  return 0;
}

int cuDeviceTotalMem_v2(size_t *bytes, int device) {
  (void)device;
  *bytes = (size_t)81079 * 1024 * 1024;
  return 0;
}

int cuDeviceGetPCIBusId(char *id, int length, int device) {
  snprintf(id, length, "0000:%02X:00.0", device == 0 ? 0x17 : 0xca);
  return 0;
}

/* cuda.h: 16 is the number of multiprocessors, 75 and 76 are the compute capability. */
int cuDeviceGetAttribute(int *value, int attribute, int device) {
  switch (attribute) {
    case 16: *value = device == 0 ? 132 : 114; return 0;
    case 75: *value = 9; return 0;
    case 76: *value = 0; return 0;
    default: return 1;
  }
}
