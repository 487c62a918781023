%% What a topology records on the broker, in a global parameter of its own: what it has made, which is all that it
%% may remove again, from which definitions, in which virtual hosts, for which stack, and for how many nodes.
-module(topology_inventory).
-export([read/2, write/3, empty/0, record/1, value/1, others/2]).

read(Api, Name) ->
    case topology_api:get(Api, path(Name)) of
        {ok, #{<<"value">> := Value = #{<<"made">> := _}}} -> record(Value);
        {error, 404, _} -> empty()
    end.

write(Api, Name, Record) ->
    {ok, _} = topology_api:put(Api, path(Name), #{<<"name">> => Name, <<"value">> => value(Record)}).

empty() ->
    #{made => [], revision => none, nodes => unknown, holder => unknown, vhosts => []}.

record(Value = #{<<"made">> := Made}) ->
    #{made => [decode(Thing) || Thing <- Made],
      revision => maps:get(<<"revision">>, Value, none),
      nodes => maps:get(<<"nodes">>, Value, unknown),
      holder => maps:get(<<"holder">>, Value, unknown),
      vhosts => maps:get(<<"vhosts">>, Value, [])}.

value(#{made := Made, revision := Revision, nodes := Nodes, holder := Holder, vhosts := Vhosts}) ->
    Known = maps:filter(fun(_, Value) -> Value =/= unknown end, #{<<"nodes">> => Nodes, <<"holder">> => Holder}),
    Known#{<<"made">> => [encode(Thing) || Thing <- lists:sort(Made)], <<"revision">> => Revision, <<"vhosts">> => Vhosts}.

%% The virtual hosts of the other topologies on the broker, each with the topology's record.
others(Api, Name) ->
    {ok, Parameters} = topology_api:get(Api, "/api/global-parameters"),
    [{Vhost, Other} ||
        #{<<"name">> := Other, <<"value">> := #{<<"made">> := _, <<"vhosts">> := Vhosts}} <- Parameters,
        Other =/= Name,
        Vhost <- Vhosts].

path(Name) -> "/api/global-parameters" ++ topology_api:path([Name]).

encode({<<"binding">>, Vhost, {Source, Queue, Key, Arguments}}) ->
    [<<"binding">>, Vhost, Source, Queue, Key, iolist_to_binary(json:encode(Arguments))];
encode({<<"parameter">>, Vhost, {Component, Name}}) ->
    [<<"parameter">>, Vhost, Component, Name];
encode({Kind, Vhost, Name}) ->
    [Kind, Vhost, Name].

%% As text, because RabbitMQ gives a map without keys back as a list.
decode([<<"binding">>, Vhost, Source, Queue, Key, Arguments]) ->
    {<<"binding">>, Vhost, {Source, Queue, Key, json:decode(Arguments)}};
decode([<<"parameter">>, Vhost, Component, Name]) ->
    {<<"parameter">>, Vhost, {Component, Name}};
decode([Kind, Vhost, Name]) ->
    {Kind, Vhost, Name}.
