/**
 * @file ingest/json_reader.cpp
 * The JSON parser behind json.h: simdjson, On-Demand for the outer object, which is where
 * the time goes, and DOM to check nested values whole.
 *
 * What On-Demand hands out as a raw token is used as it stands when no escape is in it; the
 * closing quote becomes the NUL, which is safe because the parser goes from one structural
 * character to the next and a closing quote is none.
 */
#include "json_reader.h"

#include <cstring>
#include <limits>
#include <new>
#include <string_view>
#include <utility>

#include <simdjson.h>

namespace ondemand = simdjson::ondemand;
namespace dom = simdjson::dom;

static_assert(INGEST_JSON_PADDING >= simdjson::SIMDJSON_PADDING, "simdjson reads further");

struct ingest_json {
    ondemand::parser lines;
    dom::parser nested;
    std::string_view key; /* of the value at fault */
};

namespace
{

enum class Outcome { GOOD, STOPPED, BAD };

const char *describe(simdjson::error_code code)
{
    switch (code) {
    case simdjson::EMPTY:
        return "is empty";
    case simdjson::CAPACITY:
        return "is too long";
    case simdjson::MEMALLOC:
        return "does not fit in memory";
    case simdjson::DEPTH_ERROR:
        return "is nested too deep";
    case simdjson::UTF8_ERROR:
        return "is not valid UTF-8";
    case simdjson::STRING_ERROR:
        return "has a text with a wrong escape";
    case simdjson::UNCLOSED_STRING:
        return "has a text without a closing quote";
    case simdjson::UNESCAPED_CHARS:
        return "has a control character within a text: escape it as \\u00XX";
    case simdjson::NUMBER_ERROR:
        return "has a malformed or too large number";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
        return "has a malformed value: neither a text in quotes, a number, true, false nor null";
    case simdjson::INCORRECT_TYPE:
        return "is not a JSON object";
    default:
        return "is not valid JSON";
    }
}

std::string_view trim(std::string_view text)
{
    const size_t last = text.find_last_not_of(" \t\r\n");
    return text.substr(0, last + 1);
}

/* A visit under way: whom to tell, and what went wrong. */
class Visit
{
  public:
    Visit(ingest_json *json, ingest_json_fn visit, void *context)
        : json_(json), visit_(visit), context_(context)
    {
    }

    Outcome object(ondemand::object object)
    {
        for (auto member : object) {
            ondemand::field field;
            std::string_view key;
            if (const auto code = std::move(member).get(field))
                return bad(code);
            if (const auto code = key_of(field, key))
                return bad(code);
            const Outcome outcome = one(key, field.value());
            if (outcome != Outcome::GOOD)
                return outcome;
        }
        return Outcome::GOOD;
    }

    Outcome array(ondemand::array array)
    {
        for (auto element : array) {
            ondemand::value value;
            if (const auto code = std::move(element).get(value))
                return bad(code);
            const Outcome outcome = one(std::string_view("", 0), value);
            if (outcome != Outcome::GOOD)
                return outcome;
        }
        return Outcome::GOOD;
    }

    Outcome bad(simdjson::error_code code)
    {
        what_ = describe(code);
        return Outcome::BAD;
    }

    const char *what() const
    {
        return what_;
    }

  private:
    /* A key as it stands between its quotes, decoded in place if it must be. */
    simdjson::error_code key_of(ondemand::field &field, std::string_view &key)
    {
        const char *const start = field.key().raw();
        const char *end = start;
        while (*end != '"' && *end != '\\')
            end++;
        key = std::string_view(start, static_cast<size_t>(end - start));
        if (*end == '"')
            return simdjson::SUCCESS;

        while (*end != '"')
            end += *end == '\\' ? 2 : 1;
        const size_t quoted = static_cast<size_t>(end - start) + 2;
        std::string_view decoded;
        const auto code = json_->nested.parse(start - 1, quoted).get_string().get(decoded);
        if (code == simdjson::SUCCESS) {
            std::memcpy(const_cast<char *>(start), decoded.data(), decoded.size());
            key = std::string_view(start, decoded.size());
        }
        return code;
    }

    Outcome one(std::string_view key, ondemand::value value)
    {
        const std::string_view token = trim(value.raw_json_token());
        ingest_json_value out{};
        out.text = const_cast<char *>(token.data());
        out.length = token.size();

        simdjson::error_code code;
        switch (token.empty() ? '\0' : token.front()) {
        case '"':
            code = text(value, token, out);
            break;
        case '{':
            code = nested(value.get_object(), INGEST_JSON_OBJECT, out);
            break;
        case '[':
            code = nested(value.get_array(), INGEST_JSON_ARRAY, out);
            break;
        case 't':
        case 'f':
        case 'n':
            code = word(token, out);
            break;
        default:
            code = number(value, token, out);
        }
        if (code) {
            json_->key = key;
            return bad(code);
        }
        return visit_(context_, key.data(), key.size(), &out) ? Outcome::GOOD : Outcome::STOPPED;
    }

    static simdjson::error_code text(ondemand::value &value, std::string_view token,
                                     ingest_json_value &out)
    {
        if (token.size() < 2 || token.back() != '"')
            return simdjson::TAPE_ERROR;
        out.type = INGEST_JSON_TEXT;
        out.text++;
        out.length = token.size() - 2;
        /* A text left unread would be passed over as if it were a key, with a colon behind it. */
        simdjson::error_code code;
        if (std::memchr(out.text, '\\', out.length) == nullptr) {
            code = value.get_raw_json_string().error();
        } else {
            std::string_view decoded;
            code = value.get_string().get(decoded);
            if (code)
                return code;
            std::memcpy(out.text, decoded.data(), decoded.size());
            out.length = decoded.size();
        }
        out.text[out.length] = '\0';
        return code;
    }

    static simdjson::error_code word(std::string_view token, ingest_json_value &out)
    {
        const bool is_null = token == "null";
        if (!is_null && token != "true" && token != "false")
            return simdjson::N_ATOM_ERROR;
        out.type = is_null ? INGEST_JSON_NULL : INGEST_JSON_FLAG;
        out.integer = token.front() == 't';
        return simdjson::SUCCESS;
    }

    static simdjson::error_code number(ondemand::value &value, std::string_view token,
                                       ingest_json_value &out)
    {
        ondemand::number number;
        const auto code = value.get_number().get(number);
        if (code == simdjson::SUCCESS) {
            out.real = number.as_double();
            if (number.is_int64()) {
                out.type = INGEST_JSON_INTEGER;
                out.integer = number.get_int64();
            } else {
                out.type = number.is_uint64() ? INGEST_JSON_HUGE : INGEST_JSON_REAL;
            }
            return simdjson::SUCCESS;
        }
        return is_digits(token) ? huge(token, out) : code;
    }

    static bool is_digits(std::string_view token)
    {
        if (!token.empty() && token.front() == '-')
            token.remove_prefix(1);
        return token.size() > 1 && token.front() != '0' &&
               token.find_first_not_of("0123456789") == std::string_view::npos;
    }

    static simdjson::error_code huge(std::string_view token, ingest_json_value &out)
    {
        out.type = INGEST_JSON_HUGE;
        out.real = std::numeric_limits<double>::infinity();
        if (token.front() == '-')
            out.real = -out.real;
        return simdjson::SUCCESS;
    }

    template <typename Container>
    simdjson::error_code nested(simdjson::simdjson_result<Container> found, ingest_json_type type,
                                ingest_json_value &out)
    {
        Container container;
        if (const auto code = std::move(found).get(container))
            return code;
        std::string_view source;
        if (const auto code = simdjson::to_json_string(container).get(source))
            return code;
        if (const auto code = json_->nested.parse(source.data(), source.size()).error())
            return code;
        out.type = type;
        out.text = const_cast<char *>(source.data());
        out.length = source.size();
        return simdjson::SUCCESS;
    }

    ingest_json *json_;
    ingest_json_fn visit_;
    void *context_;
    const char *what_ = nullptr;
};

Outcome run(ingest_json *json, Visit &visit, char *text, size_t length)
{
    const simdjson::padded_string_view view(text, length, length + simdjson::SIMDJSON_PADDING);
    ondemand::document document;
    if (const auto code = json->lines.iterate(view).get(document))
        return visit.bad(code);

    Outcome outcome;
    if (text[0] == '[') {
        ondemand::array array;
        if (const auto code = document.get_array().get(array))
            return visit.bad(code);
        outcome = visit.array(array);
    } else {
        ondemand::object object;
        if (const auto code = document.get_object().get(object))
            return visit.bad(code);
        outcome = visit.object(object);
    }
    if (outcome != Outcome::GOOD)
        return outcome;
    const char *rest = nullptr;
    const auto code = document.current_location().get(rest);
    return code == simdjson::OUT_OF_BOUNDS ? Outcome::GOOD : visit.bad(simdjson::TAPE_ERROR);
}

} // namespace

extern "C" ingest_json *ingest_json_new(size_t bytes_max)
{
    ingest_json *const json = new (std::nothrow) ingest_json;
    if (json == nullptr)
        return nullptr;
    if (json->lines.allocate(bytes_max) ||
        json->nested.allocate(bytes_max, INGEST_JSON_DEPTH_MAX)) {
        delete json;
        return nullptr;
    }
    return json;
}

extern "C" void ingest_json_free(ingest_json *json)
{
    delete json;
}

extern "C" const char *ingest_json_visit(ingest_json *json, char *text, size_t length,
                                         ingest_json_fn visit, void *context)
{
    Visit visiting(json, visit, context);
    json->key = std::string_view("", 0);
    switch (run(json, visiting, text, length)) {
    case Outcome::GOOD:
        return nullptr;
    case Outcome::STOPPED:
        return "";
    default:
        return visiting.what();
    }
}

extern "C" const char *ingest_json_key(const ingest_json *json, size_t *length)
{
    *length = json->key.size();
    return json->key.data();
}
