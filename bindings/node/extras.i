/* What the package needs beyond the public headers; see the headers of src/. */

napi_value rvn_set_error(napi_value make, rvn_call *call);
napi_value rvn_close(napi_value handle, rvn_call *call);
napi_value rvn_info(napi_value store, rvn_call *call);
napi_value rvn_report_start(napi_value store, napi_value name, napi_value query, rvn_call *call);
napi_value rvn_records_start(napi_value records, rvn_call *call);
napi_value rvn_care_start(napi_value what, napi_value object, napi_value options,
                            napi_value meter, rvn_call *call);
napi_value rvn_meter_new(rvn_call *call);
napi_value rvn_meter_read(napi_value meter, rvn_call *call);
napi_value rvn_meter_stop(napi_value meter, rvn_call *call);
napi_value rvn_feed_read(napi_value feed, napi_value count, rvn_call *call);
napi_value rvn_report_shape(napi_value report, rvn_call *call);
napi_value rvn_column_numbers(napi_value report, napi_value table, napi_value column,
                              rvn_call *call);
napi_value rvn_column_texts(napi_value report, napi_value table, napi_value column,
                            rvn_call *call);
napi_value rvn_column_arrow(napi_value report, napi_value table, napi_value column,
                            rvn_call *call);
napi_value rvn_table_packed(napi_value report, napi_value table, rvn_call *call);
