/* What the package needs beyond the public headers; see src/job.h and src/handle.h. */

napi_value rvn_set_error(napi_value make, rvn_call *call);
napi_value rvn_close(napi_value handle, rvn_call *call);
napi_value rvn_info(napi_value store, rvn_call *call);
napi_value rvn_report_start(napi_value store, napi_value name, napi_value query, rvn_call *call);
napi_value rvn_records_start(napi_value records, rvn_call *call);
napi_value rvn_upkeep_start(napi_value what, napi_value store, napi_value argument,
                            rvn_call *call);
