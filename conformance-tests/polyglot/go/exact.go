package ghbilling

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Decimal is a number of any length, as it stands in the JSON.
type Decimal = json.Number

// NullableDecimal is a number of any length, or null.
type NullableDecimal struct {
	value *Decimal
	isSet bool
}

// Get is the number, or nil for null.
func (v NullableDecimal) Get() *Decimal {
	return v.value
}

// Set takes a number, or nil for null.
func (v *NullableDecimal) Set(value *Decimal) {
	v.value = value
	v.isSet = true
}

// IsSet tells null from a property that isn't there.
func (v NullableDecimal) IsSet() bool {
	return v.isSet
}

// MarshalJSON writes every digit, or null.
func (v NullableDecimal) MarshalJSON() ([]byte, error) {
	return json.Marshal(v.value)
}

// UnmarshalJSON keeps every digit, or null.
func (v *NullableDecimal) UnmarshalJSON(data []byte) error {
	v.isSet = true
	return json.Unmarshal(data, &v.value)
}

// marshalWith writes known as a JSON object, with other properties beside its own.
func marshalWith(known any, others map[string]json.RawMessage) ([]byte, error) {
	data, err := json.Marshal(known)
	if err != nil || len(others) == 0 {
		return data, err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	for name, value := range others {
		all[name] = value
	}
	return json.Marshal(all)
}

// unmarshalWithout reads the properties of those names into known, and gives all others as they are. Names must be the
// same in every letter: by itself, encoding/json takes UBUNTU for Ubuntu. It also leaves a null out, which would make a
// required number zero. A list or map can't tell null from absent, so its null is among the others.
func unmarshalWithout(data []byte, known any, names, required, containers []string) (map[string]json.RawMessage, error) {
	var others map[string]json.RawMessage
	if err := json.Unmarshal(data, &others); err != nil {
		return nil, err
	}
	for _, name := range required {
		if value, present := others[name]; !present || string(value) == "null" {
			return nil, fmt.Errorf("no value given for required property %s", name)
		}
	}
	own := make(map[string]json.RawMessage)
	for _, name := range names {
		if value, present := others[name]; present && !(string(value) == "null" && slices.Contains(containers, name)) {
			own[name] = value
			delete(others, name)
		}
	}
	document, err := json.Marshal(own)
	if err != nil {
		return nil, err
	}
	if len(others) == 0 {
		others = nil
	}
	return others, json.Unmarshal(document, known)
}
