package t

wide(x) := [x, x, x, x, x, x, x, x]

nested(x) := wide(wide(wide(wide(wide(wide(wide(wide(wide(x)))))))))

# 134 million numbers in nine arrays, twice.
shared := nested(1)

twin := nested(1)

branch(x) := {"a": x, "b": x, "c": x, "d": x}

tree(x) := branch(branch(branch(branch(branch(branch(branch(branch(branch(branch(x))))))))))

# A million objects, twice.
left := tree({"x": 1})

right := tree({"x": 1})

twice(s) := concat("", [s, s])

longer(s) := twice(twice(twice(twice(s))))

# 65,536 characters, twice.
text := longer(longer(longer(longer("a"))))

copy := longer(longer(longer(longer("a"))))

encoded := base64.encode(text)

json := json.marshal([text])

# 1,400 digits.
number := to_number(concat("", [s | some i in numbers.range(1, 40); s := "1234567"]))

product := (((number * number) * number) * number) * number

# Collections as documents have them: members follow each other.
elements := json.unmarshal(json.marshal(numbers.range(1, 3000)))

members := json.unmarshal(json.marshal({k: i | some i in numbers.range(1, 3000); k := sprintf("k%d", [i])}))

thousand := numbers.range(1, 1000)

graph := {n: thousand | some n in numbers.range(1, 30)}

complete := {n: others | some n in numbers.range(1, 12); others := numbers.range(1, 12)}

long_graph := {n: numbers.range(1, 400) | some n in numbers.range(1, 400)}
