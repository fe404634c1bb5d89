'use strict';
// Settings of a store, from and to objects.

const addon = require('./addon.js');
const { camel } = require('./names.js');
const { text } = require('./choices.js');

const NAMES = [];
for (let name; (name = addon.rva_settings_name_at(NAMES.length)) !== null;) NAMES.push(name);
const known = new Map(NAMES.flatMap((name) => [[name, name], [camel(name), name]]));

function list(what, value) {
  if (!Array.isArray(value)) throw new TypeError(`${what}: an array is needed`);
  return value;
}

function entries(what, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${what}: an object is needed`);
  }
  return Object.entries(value);
}

// A stage is a name, or an object of name and required.
function addStage(handle, stage) {
  const { name, required = true } = typeof stage === 'string' ? { name: stage } : stage ?? {};
  if (typeof required !== 'boolean') throw new TypeError('required: true or false is needed');
  addon.rva_settings_add_stage(handle, text('stages', name), required ? 1 : 0);
}

const setters = {
  stages(handle, value) {
    addon.rva_settings_clear_stages(handle);
    for (const stage of list('stages', value)) addStage(handle, stage);
  },
  tiers(handle, value) {
    addon.rva_settings_clear_tiers(handle);
    for (const tier of list('tiers', value)) addon.rva_settings_add_tier(handle, text('tiers', tier));
  },
  attributes(handle, value) {
    addon.rva_settings_clear_attributes(handle);
    for (const name of list('attributes', value)) {
      addon.rva_settings_add_attribute(handle, text('attributes', name));
    }
  },
  strict(handle, value) {
    addon.rva_settings_clear_strict(handle);
    for (const name of list('strict', value)) addon.rva_settings_add_strict(handle, text('strict', name));
  },
  aliases(handle, value) {
    addon.rva_settings_clear_aliases(handle);
    for (const [dimension, meant] of entries('aliases', value)) {
      for (const [spelling, name] of entries('aliases', meant)) {
        addon.rva_settings_set_alias(handle, dimension, spelling, text('aliases', name));
      }
    }
  },
  values(handle, value) {
    addon.rva_settings_clear_values(handle);
    for (const [dimension, names] of entries('values', value)) {
      for (const name of list('values', names)) {
        addon.rva_settings_add_value(handle, dimension, text('values', name));
      }
    }
  },
  targets(handle, value) {
    for (const [kpi, target] of entries('targets', value)) {
      addon.rva_settings_set_target(handle, kpi, target === null ? NaN : target);
    }
  },
  seasonFactors(handle, value) {
    addon.rva_settings_clear_season_factors(handle);
    for (const [season, factor] of entries('seasonFactors', value)) {
      addon.rva_settings_set_season_factor(handle, season, factor);
    }
  },
  zones(handle, value) {
    for (const [zip, borough] of entries('zones', value)) {
      addon.rva_settings_set_zone(handle, zip, text('zones', borough));
    }
  },
};

// Sets what an object names.
function change(handle, settings) {
  for (const [name, value] of entries('settings', settings)) {
    if (value === undefined) continue;
    if (Object.hasOwn(setters, camel(name))) {
      setters[camel(name)](handle, value);
    } else if (known.has(name)) {
      if (typeof value !== 'string' && typeof value !== 'number') {
        throw new TypeError(`${name}: a string or a number is needed`);
      }
      addon.rva_settings_set(handle, known.get(name), String(value));
    } else {
      const names = [...NAMES.map(camel), ...Object.keys(setters)].join(', ');
      throw new TypeError(`there is no setting "${name}"; there are ${names}`);
    }
  }
  return handle;
}

// Settings of an object, of a JSON file, or all by default.
function make(settings) {
  const handle = addon.rva_settings_new();
  if (settings === undefined || settings === null) return handle;
  if (typeof settings !== 'string') return change(handle, settings);
  addon.rva_ingest_settings(settings, handle);
  return handle;
}

function* each(at, handle) {
  for (let index = 0, one; (one = at(handle, index)) !== null; index++) yield one;
}

const number = (value) => (/^\d+$/.test(value) ? Number(value) : value);

// Settings as an object that change() takes.
function toObject(handle) {
  const made = {};
  for (const name of NAMES) made[camel(name)] = number(addon.rva_settings_get(handle, name) ?? '');
  made.stages = [...each(addon.rva_settings_stage_at, handle)]
    .map(([name, required]) => ({ name, required: required !== 0 }));
  made.tiers = [...each(addon.rva_settings_tier_at, handle)];
  made.targets = Object.fromEntries(each(addon.rva_settings_target_at, handle));
  made.seasonFactors = Object.fromEntries(each(addon.rva_settings_season_factor_at, handle));
  made.zones = Object.fromEntries(each(addon.rva_settings_zone_at, handle));
  made.attributes = [...each(addon.rva_settings_attribute_at, handle)];
  made.strict = [...each(addon.rva_settings_strict_at, handle)];
  made.aliases = {};
  for (const [dimension, spelling, name] of each(addon.rva_settings_alias_at, handle)) {
    (made.aliases[dimension] ??= {})[spelling] = name;
  }
  made.values = {};
  for (const [dimension, value] of each(addon.rva_settings_value_at, handle)) {
    (made.values[dimension] ??= []).push(value);
  }
  return made;
}

module.exports = { make, change, toObject };
