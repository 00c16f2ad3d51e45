/*
 * Stands in for libnvidia-ml.so.1 in tests: the few calls that the probe makes, with the two devices of libcuda-stub.c,
 * joined by 12 links of which one is down.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int nvmlInit_v2(void) {
  const char *mode = getenv("STUB_NVML");
  return mode == NULL ? 0 : atoi(mode);
}

int nvmlDeviceGetCount_v2(unsigned *count) {
  *count = 2;
  return 0;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **handle) {
  *handle = (void *)(uintptr_t)(index + 1);
  return 0;
}

int nvmlDeviceGetUUID(void *handle, char *uuid, unsigned length) {
  const char *text = handle == (void *)1 ? "GPU-00010203-0405-0607-0809-0a0b0c0d0e0f" : "GPU-10111213-1415-1617-1819-1a1b1c1d1e1f";
  snprintf(uuid, length, "%s", text);
  return 0;
}

/* nvml.h: 2 is NVML_ERROR_INVALID_ARGUMENT. */
int nvmlDeviceGetNvLinkState(void *handle, unsigned link, unsigned *state) {
  (void)handle;
  if (link >= 12) return 2;
  *state = link == 3 ? 0 : 1;
  return 0;
}

int nvmlDeviceGetP2PStatus(void *one, void *other, int capability, unsigned *status) {
  (void)one;
  (void)other;
  *status = capability == 2 ? 0 : 1;
  return 0;
}
