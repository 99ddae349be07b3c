// Command runner VECTORS BASE_URL RESULTS makes the calls of the vectors and writes what came back.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"strings"
	"unicode"

	"ghbilling"
)

type parameter struct {
	Name  string
	In    string
	Value json.RawMessage
}

type vector struct {
	ID         string
	Operation  string
	Token      string
	Parameters []parameter
	Body       json.RawMessage
}

type result struct {
	Vector  string `json:"vector"`
	Status  int    `json:"status,omitempty"`
	JSON    string `json:"json,omitempty"`
	Failure string `json:"failure,omitempty"`
}

type document struct {
	// Operations are the names of each operation's parameters.
	Operations map[string][]string
	Vectors    []vector
}

var separators = regexp.MustCompile(`[^A-Za-z0-9]+`)

// exported is a name of the contract as the generator writes it in Go.
func exported(name string) string {
	var words strings.Builder
	for _, word := range separators.Split(name, -1) {
		for i, letter := range word {
			if i == 0 {
				letter = unicode.ToUpper(letter)
			}
			words.WriteRune(letter)
		}
	}
	return words.String()
}

func find(client *ghbilling.APIClient, operation string) (reflect.Value, error) {
	services := reflect.ValueOf(client).Elem()
	for i := range services.NumField() {
		if !services.Type().Field(i).IsExported() {
			continue
		}
		if method := services.Field(i).MethodByName(exported(operation)); method.IsValid() {
			return method, nil
		}
	}
	return reflect.Value{}, fmt.Errorf("no operation %s", operation)
}

// value reads JSON as a value of a type of the generated client.
func value(data json.RawMessage, as reflect.Type) (reflect.Value, error) {
	read := reflect.New(as)
	err := json.Unmarshal(data, read.Interface())
	return read.Elem(), err
}

// body is the method that takes the request's body: the one that is for no parameter.
func body(request reflect.Value, parameters []string) (reflect.Value, error) {
	taken := map[string]bool{"Execute": true}
	for _, name := range parameters {
		taken[exported(name)] = true
	}
	for i := range request.NumMethod() {
		if !taken[request.Type().Method(i).Name] {
			return request.Method(i), nil
		}
	}
	return reflect.Value{}, errors.New("the operation takes no body")
}

func prepare(method reflect.Value, call vector, parameters []string) (reflect.Value, error) {
	ctx := context.WithValue(context.Background(), ghbilling.ContextAccessToken, call.Token)
	arguments := []reflect.Value{reflect.ValueOf(ctx)}
	for _, path := range call.Parameters {
		if path.In == "path" {
			argument, err := value(path.Value, method.Type().In(len(arguments)))
			if err != nil {
				return method, err
			}
			arguments = append(arguments, argument)
		}
	}
	request := method.Call(arguments)[0]
	for _, query := range call.Parameters {
		if query.In == "query" {
			setter := request.MethodByName(exported(query.Name))
			if !setter.IsValid() {
				return method, fmt.Errorf("no parameter %s", query.Name)
			}
			argument, err := value(query.Value, setter.Type().In(0))
			if err != nil {
				return method, err
			}
			request = setter.Call([]reflect.Value{argument})[0]
		}
	}
	if call.Body != nil {
		setter, err := body(request, parameters)
		if err != nil {
			return method, err
		}
		argument, err := value(call.Body, setter.Type().In(0))
		if err != nil {
			return method, err
		}
		request = setter.Call([]reflect.Value{argument})[0]
	}
	return request, nil
}

// run gives the status and, if there is one, the response as it is written again.
func run(call vector, parameters []string, baseURL string) (int, string, error) {
	configuration := ghbilling.NewConfiguration()
	configuration.Servers = ghbilling.ServerConfigurations{{URL: baseURL}}
	method, err := find(ghbilling.NewAPIClient(configuration), call.Operation)
	if err != nil {
		return 0, "", err
	}
	request, err := prepare(method, call, parameters)
	if err != nil {
		return 0, "", err
	}
	// (model, *http.Response, error), or without a model when the response has no body.
	results := request.MethodByName("Execute").Call(nil)
	err, _ = results[len(results)-1].Interface().(error)
	response, _ := results[len(results)-2].Interface().(*http.Response)
	if response == nil {
		return 0, "", err
	}
	if err != nil {
		failure, ok := err.(*ghbilling.GenericOpenAPIError)
		if !ok || response.StatusCode < 300 {
			return 0, "", err
		}
		if failure.Model() != nil {
			again, err := json.Marshal(failure.Model())
			return response.StatusCode, string(again), err
		}
		if json.Valid(failure.Body()) {
			return response.StatusCode, string(failure.Body()), nil
		}
		return response.StatusCode, "", nil
	}
	if len(results) < 3 {
		return response.StatusCode, "", nil
	}
	again, err := json.Marshal(results[0].Interface())
	return response.StatusCode, string(again), err
}

func main() {
	if err := runAll(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func runAll(vectorsFile, baseURL, resultsFile string) error {
	text, err := os.ReadFile(vectorsFile)
	if err != nil {
		return err
	}
	var given document
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	results := make([]result, 0, len(given.Vectors))
	for i, call := range given.Vectors {
		one := result{Vector: call.ID}
		one.Status, one.JSON, err = run(call, given.Operations[call.Operation], fmt.Sprintf("%s/go/%d", baseURL, i))
		if err != nil {
			one.Failure = err.Error()
		}
		results = append(results, one)
	}
	written, err := json.Marshal(map[string]any{"language": "go", "results": results})
	if err != nil {
		return err
	}
	return os.WriteFile(resultsFile, written, 0o644)
}
