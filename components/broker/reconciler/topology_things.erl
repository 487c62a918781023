%% What definitions hold, as things that can be compared: a thing is its kind, its virtual host and its name.
-module(topology_things).
-export([things/1, missing/2, differences/2, fields/1]).

%% The kinds that are recorded as ours once we have made them.
things(Definitions) ->
    [{<<"vhost">>, Name, Name} || #{<<"name">> := Name} <- list(vhosts, Definitions), Name =/= <<"/">>] ++
    [{<<"exchange">>, Vhost, Name} || #{<<"vhost">> := Vhost, <<"name">> := Name} <- list(exchanges, Definitions)] ++
    [{<<"policy">>, Vhost, Name} || #{<<"vhost">> := Vhost, <<"name">> := Name} <- list(policies, Definitions)] ++
    [{<<"queue">>, Vhost, Name} || #{<<"vhost">> := Vhost, <<"name">> := Name} <- list(queues, Definitions)] ++
    [{<<"binding">>, Vhost, {Source, Queue, Key, Arguments}} ||
        #{<<"vhost">> := Vhost, <<"source">> := Source, <<"destination">> := Queue, <<"destination_type">> := <<"queue">>,
          <<"routing_key">> := Key, <<"arguments">> := Arguments} <- list(bindings, Definitions)] ++
    [{<<"parameter">>, Vhost, {Component, Name}} ||
        #{<<"vhost">> := Vhost, <<"component">> := Component, <<"name">> := Name} <- list(parameters, Definitions),
        lists:member(Component, [<<"shovel">>, <<"federation-upstream">>, <<"operator_policy">>])].

%% Those definitions that the broker lacks, or has otherwise. What never changes once it is there counts by its name.
missing(Declared, Actual) ->
    There = sets:from_list(things(Actual), [{version, 2}]),
    maps:map(
        fun(Kind, Entries) ->
            Same = sets:from_list([said(Entries, One) || One <- maps:get(Kind, Actual, [])], [{version, 2}]),
            [Entry || Entry <- Entries, not sets:is_element(Entry, Same), not stays(Kind, Entry, There)]
        end,
        Declared).

%% As much of a thing as is said of those that are declared.
said([], Actual) -> Actual;
said([Entry | _], Actual) -> maps:with(maps:keys(Entry), Actual).

stays(Kind, Entry, There) when Kind =:= <<"exchanges">>; Kind =:= <<"queues">>; Kind =:= <<"bindings">> ->
    [Thing] = things(#{Kind => [Entry]}),
    sets:is_element(Thing, There);
stays(_, _, _) ->
    false.

%% A sentence for each thing that is not what was declared.
differences(Declared, Actual) ->
    lists:append([compare(Kind, Declared, Actual) || Kind <- [queues, exchanges, policies]]).

compare(Kind, Declared, Actual) ->
    There = maps:from_list([{name(Entry), Entry} || Entry <- list(Kind, Actual)]),
    lists:append([difference(Kind, Entry, maps:get(name(Entry), There, absent)) || Entry <- list(Kind, Declared)]).

difference(Kind, Entry, absent) ->
    [sentence("the ~ts ~ts is not there, although RabbitMQ took its declaration. ~ts",
        [one(Kind), shown(Entry), "Look into the broker's log, then run the update again."])];
difference(Kind, Entry, Actual) ->
    case [Field || Field <- fields(Kind), maps:get(Field, Entry) =/= maps:get(Field, Actual, none)] of
        [] -> [];
        [Field | _] ->
            [sentence("the ~ts ~ts has ~ts ~ts, and is declared with ~ts. ~ts",
                [one(Kind), shown(Entry), Field, text(maps:get(Field, Actual, none)), text(maps:get(Field, Entry)), fix(Kind)])]
    end.

%% What is declared of a thing besides its name.
fields(queues) -> [<<"durable">>, <<"auto_delete">>, <<"arguments">>];
fields(exchanges) -> [<<"type">>, <<"durable">>, <<"auto_delete">>];
fields(policies) -> [<<"pattern">>, <<"definition">>, <<"priority">>, <<"apply-to">>].

fix(policies) -> "Run the update again.";
fix(_) -> "RabbitMQ never changes it: declare one of another name, or delete this one once it is empty.".

one(queues) -> "queue";
one(exchanges) -> "exchange";
one(policies) -> "policy".

name(#{<<"vhost">> := Vhost, <<"name">> := Name}) -> {Vhost, Name}.

shown(#{<<"vhost">> := <<"/">>, <<"name">> := Name}) -> Name;
shown(#{<<"vhost">> := Vhost, <<"name">> := Name}) -> sentence("~ts of the virtual host ~ts", [Name, Vhost]).

text(Value) -> iolist_to_binary(json:encode(Value)).

sentence(Format, Arguments) -> unicode:characters_to_binary(io_lib:format(Format, Arguments)).

list(Kind, Definitions) -> maps:get(atom_to_binary(Kind), Definitions, []).
